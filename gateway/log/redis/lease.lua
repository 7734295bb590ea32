-- KEYS: lease, fences.  ARGV: name, holder, milliseconds.  Returns the fence, or nil while another holds the lease.
-- The server's clock is the one clock that all gateways share here.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[2] then return nil end
local fence = holder and redis.call('HGET', KEYS[2], ARGV[1]) or redis.call('HINCRBY', KEYS[2], ARGV[1], 1)
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return tonumber(fence)
