-- Idempotent append of one batch, judged in order.
-- KEYS: meta, epochs, fences, one stream per feed, then one bucket of dedupe marks per draft.
-- ARGV: epoch for an empty log, number of streams, e, n and h of a place that the log must hold (n 0: none), name and
-- fence of a lease (empty: none), then the drafts as one JSON text: 18 texts each (see codec.ts). One text is taken over
-- in one step where a thousand small ones cost both sides more than the rest of their work.
-- Returns one line per draft: status, n, h, e. Or the one word `forked` or `lease_lost`, with nothing written.
-- A mark's value is n * 16 + index of the stream: an integer takes the fewest bytes in a listpack.
local BEFORE_KEYS = 3
local stream_count = tonumber(ARGV[2])
local streams = {}
for i = 1, stream_count do streams[i] = KEYS[BEFORE_KEYS + i] end
if lease_moved(KEYS[3], ARGV[6], ARGV[7]) then return 'lease_lost' end
local e, n, h, horizon = head(KEYS[1], KEYS[2], streams, ARGV[1])
if not holds(streams, { e = ARGV[3], n = tonumber(ARGV[4]), h = ARGV[5] }, e, n, h, horizon) then
  return 'forked'
end

-- The entry that a mark points to; nil when the mark has outlived it.
local function original(bucket, mark)
  local value = tonumber(redis.call('HGET', bucket, mark))
  local at = (value - value % 16) / 16
  local id = string.format('%.0f-0', at)
  local found = redis.call('XRANGE', streams[value % 16 + 1], id, id)[1]
  if found then return at, fields_of(found[2]) end
end

local first_n = n
local outcomes = {}
local failure
for i, d in ipairs(cjson.decode(ARGV[8])) do
  local bucket, mark, feed = KEYS[BEFORE_KEYS + stream_count + i], d[2], tonumber(d[1])
  local next_n = n + 1
  local value = string.format('%.0f', next_n * 16 + feed)
  local at, entry
  if redis.call('HSETNX', bucket, mark, value) == 0 then
    at, entry = original(bucket, mark)
    if not entry then redis.call('HSET', bucket, mark, value) end
  end
  if entry then
    local status = entry.digest == d[17] and 'duplicate' or 'conflict'
    outcomes[i] = table.concat({ status, at, entry.h, entry.e }, ' ')
  else
    -- The chain hash as chain.ts defines it.
    local next_h = string.sub(
      redis.sha1hex(h .. ':' .. d[17] .. ':' .. d[4] .. ':' .. d[3]), 1, 16)
    local healed = d[18] == '' and {} or { 'healed', d[18] }
    local added = redis.pcall('XADD', streams[feed + 1], next_n .. '-0',
      'n', next_n, 'e', e, 'h', next_h,
      'id', d[3], 'source', d[4], 'subject', d[5], 'type', d[6], 'v', d[7],
      'time', d[8], 'received', d[9], 'sequence', d[10], 'producer', d[11],
      'epoch', d[12], 'reality', d[13], 'area', d[14], 'flags', d[15],
      'data', d[16], 'digest', d[17], unpack(healed))
    if type(added) == 'table' and added.err then
      redis.call('HDEL', bucket, mark)
      failure = added
      break
    end
    n, h = next_n, next_h
    outcomes[i] = table.concat({ 'new', n, h, e }, ' ')
  end
end
if n > first_n then redis.call('HSET', KEYS[1], 'n', n, 'h', h) end
return failure or table.concat(outcomes, '\n')
