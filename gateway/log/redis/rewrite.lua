-- Copies one piece of a stream, with some entries turned into tombstones. The last piece also takes the copy into use.
-- A tombstone keeps place, chain, count, source and id, so that the order stands and a re-send stays a duplicate.
-- KEYS: stream, copy, fences.  ARGV: name and fence of the lease, id to go on from (0-0: from the start; empty: leave off),
-- entries of a piece, then the ids to erase.
-- Returns the id of the last entry copied, 0-0 when all must be copied again, and nil when the copy is in use or gone.
-- Everything happens under the lease: two that fill one copy would leave out what the other one had in hand.
if lease_moved(KEYS[3], ARGV[1], ARGV[2]) then return 'lease_lost' end
local from, piece = ARGV[3], tonumber(ARGV[4])
if from == '0-0' or from == '' then redis.call('UNLINK', KEYS[2]) end
if from == '' then return nil end
local KEPT = { n = true, e = true, h = true, id = true, source = true, subject = true, type = true, v = true,
  time = true, received = true, sequence = true, producer = true, epoch = true, reality = true, digest = true,
  healed = true }
local erased = {}
for i = 5, #ARGV do erased[ARGV[i]] = true end

local function tombstone(fields)
  local kept = { 'area', '', 'flags', 'erased', 'data', '{}' }
  for i = 1, #fields, 2 do
    if KEPT[fields[i]] then
      kept[#kept + 1] = fields[i]
      kept[#kept + 1] = fields[i + 1]
    end
  end
  return kept
end

local found = redis.call('XRANGE', KEYS[1], '(' .. from, '+', 'COUNT', piece)
for _, entry in ipairs(found) do
  local fields = erased[entry[1]] and tombstone(entry[2]) or entry[2]
  redis.call('XADD', KEYS[2], entry[1], unpack(fields))
end
if #found == piece then return found[#found][1] end
-- What was trimmed since it was copied would come back, without its mark.
local left = redis.call('XLEN', KEYS[1])
if redis.call('XLEN', KEYS[2]) ~= left then return '0-0' end
if left == 0 then return nil end
local info = redis.call('XINFO', 'STREAM', KEYS[1])
for i = 1, #info, 2 do
  if info[i] == 'last-generated-id' then redis.call('XSETID', KEYS[2], info[i + 1]) end
end
redis.call('RENAME', KEYS[2], KEYS[1])
return nil
