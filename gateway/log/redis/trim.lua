-- Removes entries of one stream with their dedupe marks; `last` is the largest of their numbers.
-- KEYS: meta, stream, fences, then one bucket per entry.
-- ARGV: last, name and fence of a lease (empty: none), then mark and n of each entry.
-- Returns how many went; nil when the lease is another's by now.
-- A mark is removed only while it points to the entry: it may belong to a newer one with the same id by now.
if lease_moved(KEYS[3], ARGV[2], ARGV[3]) then return nil end
local ids = {}
for i = 4, #KEYS do
  local a = 4 + (i - 4) * 2
  local value = tonumber(redis.call('HGET', KEYS[i], ARGV[a]) or 0)
  if (value - value % 16) / 16 == tonumber(ARGV[a + 1]) then redis.call('HDEL', KEYS[i], ARGV[a]) end
  ids[i - 3] = ARGV[a + 1] .. '-0'
end
local removed = redis.call('XDEL', KEYS[2], unpack(ids))
if tonumber(redis.call('HGET', KEYS[1], 'horizon') or 0) < tonumber(ARGV[1]) then
  redis.call('HSET', KEYS[1], 'horizon', ARGV[1])
end
return removed
