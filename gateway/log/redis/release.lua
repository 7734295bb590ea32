-- KEYS: lease, fences.  ARGV: name, holder, fence.  A lease that went to somebody else stays.
if redis.call('GET', KEYS[1]) == ARGV[2] and redis.call('HGET', KEYS[2], ARGV[1]) == ARGV[3] then
  redis.call('DEL', KEYS[1])
end
