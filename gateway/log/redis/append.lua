-- Idempotent append of one batch, judged in order.
-- KEYS: meta, epochs, fences, one stream per feed, then one bucket of dedupe marks per draft.
-- ARGV: epoch for an empty log, number of streams, e, n and h of a place that the log must hold (n 0: none), name and
-- fence of a lease (empty: none), then 18 values per draft (see codec.ts).
-- Returns one line per draft: status, n, h, e. Or the one word `forked` or `lease_lost`, with nothing written.
-- A mark's value is n * 16 + index of the stream: an integer takes the fewest bytes in a listpack.
local VALUES, BEFORE_KEYS, BEFORE_VALUES = 18, 3, 7
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
for i = 1, (#ARGV - BEFORE_VALUES) / VALUES do
  local a = BEFORE_VALUES + (i - 1) * VALUES
  local bucket, mark, feed = KEYS[BEFORE_KEYS + stream_count + i], ARGV[a + 2], tonumber(ARGV[a + 1])
  local next_n = n + 1
  local value = string.format('%.0f', next_n * 16 + feed)
  local at, entry
  if redis.call('HSETNX', bucket, mark, value) == 0 then
    at, entry = original(bucket, mark)
    if not entry then redis.call('HSET', bucket, mark, value) end
  end
  if entry then
    local status = entry.digest == ARGV[a + 17] and 'duplicate' or 'conflict'
    outcomes[i] = table.concat({ status, at, entry.h, entry.e }, ' ')
  else
    -- The chain hash as chain.ts defines it.
    local next_h = string.sub(
      redis.sha1hex(h .. ':' .. ARGV[a + 17] .. ':' .. ARGV[a + 4] .. ':' .. ARGV[a + 3]), 1, 16)
    local healed = ARGV[a + 18] == '' and {} or { 'healed', ARGV[a + 18] }
    local added = redis.pcall('XADD', streams[feed + 1], next_n .. '-0',
      'n', next_n, 'e', e, 'h', next_h,
      'id', ARGV[a + 3], 'source', ARGV[a + 4], 'subject', ARGV[a + 5], 'type', ARGV[a + 6], 'v', ARGV[a + 7],
      'time', ARGV[a + 8], 'received', ARGV[a + 9], 'sequence', ARGV[a + 10], 'producer', ARGV[a + 11],
      'epoch', ARGV[a + 12], 'reality', ARGV[a + 13], 'area', ARGV[a + 14], 'flags', ARGV[a + 15],
      'data', ARGV[a + 16], 'digest', ARGV[a + 17], unpack(healed))
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
