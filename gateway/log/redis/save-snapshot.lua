-- Makes the chunks of a snapshot permanent and lists it: it exists completely or not at all.
-- KEYS: index, fences, chunks.  ARGV: name and fence of a lease (empty: none), id, row of the index.
-- Returns 1; nil when the lease is another's by now: its chunks then expire by themselves.
if lease_moved(KEYS[2], ARGV[1], ARGV[2]) then return nil end
for i = 3, #KEYS do redis.call('PERSIST', KEYS[i]) end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[4])
return 1
