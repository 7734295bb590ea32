-- Opens a new epoch for a log that lost a known place, unless that was done already.
-- KEYS: meta, epochs, streams.  ARGV: offered epoch, then e, n, h of the known place and of the fork, reason.
-- Returns epoch, n, h of the head; nil when the log does not hold the fork either.
local streams = {}
for i = 3, #KEYS do streams[i - 2] = KEYS[i] end
local e, n, h, horizon = head(KEYS[1], KEYS[2], streams, ARGV[1])
local known = { e = ARGV[2], n = tonumber(ARGV[3]), h = ARGV[4] }
local fork = { e = ARGV[5], n = tonumber(ARGV[6]), h = ARGV[7] }
local rows = {}
for i, text in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do rows[i] = cjson.decode(text) end

local function follower_of(epoch)
  for _, row in ipairs(rows) do
    if row.from == epoch then return row end
  end
end

-- As `lineage` in continuity.ts: whether the epochs lead from the known place to the head.
local function lineage()
  local at = known.e
  while at ~= e do
    local row = follower_of(at)
    if not row then return 'other' end
    if known.n > row.forkN then return 'fenced' end
    at = row.epoch
  end
  return 'current'
end

if not holds(streams, known, e, n, h, horizon) then
  local state = lineage()
  if state == 'other' and rows[1] and rows[1].from == '' then
    -- Another log in the place of the one that is lost: its own epoch tells them apart.
    rows[1].from, rows[1].reason = known.e, 'lost'
    redis.call('LSET', KEYS[2], 0, cjson.encode(rows[1]))
  elseif state == 'current' then
    if fork.n > horizon and not holds(streams, fork, e, n, h, horizon) then return nil end
    begin_epoch(KEYS[1], KEYS[2], {
      epoch = ARGV[1], from = e, forkN = fork.n, forkH = fork.h, reason = ARGV[8] })
    e = ARGV[1]
  end
end
return { e, tostring(n), h }
