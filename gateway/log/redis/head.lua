-- Prepended to every script that reads or writes entries.

local function fields_of(entry)
  local fields = {}
  for i = 1, #entry, 2 do fields[entry[i]] = entry[i + 1] end
  return fields
end

-- Number and chain hash of the last entry that a stream ever had; the hash is empty when that entry is gone.
local function last_of(stream)
  if redis.call('EXISTS', stream) == 0 then return 0, '' end
  local info = redis.call('XINFO', 'STREAM', stream)
  local id = '0-0'
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then id = info[i + 1] end
  end
  local found = redis.call('XRANGE', stream, id, id)[1]
  return tonumber(string.match(id, '^%d+')), found and fields_of(found[2]).h or ''
end

local function begin_epoch(meta, epochs, row)
  row.startedAt = redis.call('TIME')[1] * 1000
  redis.call('HSET', meta, 'e', row.epoch)
  redis.call('RPUSH', epochs, cjson.encode(row))
end

-- Epoch, counter and chain hash of the log's last entry, and its horizon. An empty log gets the offered epoch. If only
-- the meta key was lost, counter and hash are read back from the streams, under the new epoch.
local function head(meta, epochs, streams, offered_epoch)
  local known = redis.call('HMGET', meta, 'e', 'n', 'h', 'horizon')
  if known[1] then return known[1], tonumber(known[2]), known[3], tonumber(known[4] or 0) end
  local n, h = 0, ''
  for _, stream in ipairs(streams) do
    local last, hash = last_of(stream)
    if last > n then n, h = last, hash end
  end
  redis.call('HSET', meta, 'n', n, 'h', h, 'horizon', n)
  begin_epoch(meta, epochs, {
    epoch = offered_epoch, from = '', forkN = n, forkH = h, reason = n > 0 and 'meta' or 'new' })
  return offered_epoch, n, h, n
end

-- Whether the log whose head is e, n, h holds a place. A trimmed entry cannot be compared: there the epoch has to do.
local function holds(streams, place, e, n, h, horizon)
  if place.n == 0 or (place.n == n and place.h == h and place.e == e) then return true end
  if place.n > n then return false end
  local id = string.format('%.0f-0', place.n)
  for _, stream in ipairs(streams) do
    local found = redis.call('XRANGE', stream, id, id)[1]
    if found then
      local fields = fields_of(found[2])
      return fields.h == place.h and fields.e == place.e
    end
  end
  return place.n <= horizon and place.e == e
end
