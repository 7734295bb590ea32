-- Removes the oldest entries of one stream, up to and including n, with their dedupe marks.
-- KEYS: meta, stream, then one bucket per entry.  ARGV: n, then mark and n of each entry.
-- A mark is removed only while it points to the entry: it may belong to a newer one with the same id by now.
for i = 3, #KEYS do
  local a = 2 + (i - 3) * 2
  local value = tonumber(redis.call('HGET', KEYS[i], ARGV[a]) or 0)
  if (value - value % 16) / 16 == tonumber(ARGV[a + 1]) then redis.call('HDEL', KEYS[i], ARGV[a]) end
end
local removed = redis.call('XTRIM', KEYS[2], 'MINID', (ARGV[1] + 1) .. '-0')
if tonumber(redis.call('HGET', KEYS[1], 'horizon') or 0) < tonumber(ARGV[1]) then
  redis.call('HSET', KEYS[1], 'horizon', ARGV[1])
end
return removed
