-- Lua's patterns have no alternatives and no counts, so some routes have several.
local routes = {
  { "^/$" },
  { "^/health$" },
  { "^/metrics$" },
  { "^/login$" },
  { "^/logout$" },
  { "^/static/.*%.css$", "^/static/.*%.js$", "^/static/.*%.png$" },
  { "^/api/v1/users$" },
  { "^/api/v1/users/%d+$" },
  { "^/api/v1/users/%d+/orders$" },
  { "^/api/v1/users/%d+/orders/[0-9a-f-]+$" },
  { "^/api/v1/teams/[a-z0-9-]+/members$" },
  { "^/api/v1/search$" },
  { "^/api/v2/users/%d+$" },
  { "^/api/v2/users/%d+/orders$" },
  { "^/api/v%d+/status$" },
  { "^/admin/", "^/admin$" },
  { "^/blog/%d%d%d%d/%d%d/[a-z0-9-]+$" },
  { "^/download/[^/]+/latest$", "^/download/[^/]+/v[0-9.]+$" },
  { "^/images/.+%.jpg$", "^/images/.+%.webp$" },
  { "^/docs/.*$" },
}

local function first(path)
  for i, patterns in ipairs(routes) do
    for _, pattern in ipairs(patterns) do
      if string.find(path, pattern) then
        return i - 1
      end
    end
  end
end

function envoy_on_request(handle)
  local headers = handle:headers()
  local route = first(headers:get(":path"))
  if route then
    headers:replace("x-found", tostring(route))
  else
    handle:respond({ [":status"] = "404" }, "")
  end
end
