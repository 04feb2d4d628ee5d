local headers = {
  [":method"] = "GET",
  [":path"] = "/check",
  [":authority"] = "auth",
}

function envoy_on_request(handle)
  handle:httpCall("auth", headers, "", 5000)
end
