-- Removes one field of every hash.
-- KEYS: fences, then the hashes.  ARGV: name and fence of a lease (empty: none), field.
-- Returns 1; nil when the lease is another's by now.
if lease_moved(KEYS[1], ARGV[1], ARGV[2]) then return nil end
for i = 2, #KEYS do redis.call('HDEL', KEYS[i], ARGV[3]) end
return 1
