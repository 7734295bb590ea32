-- Prepended to every script that does the work of a lease. True when somebody else has held the lease since.
local function lease_moved(fences, name, fence)
  return name ~= '' and redis.call('HGET', fences, name) ~= fence
end
