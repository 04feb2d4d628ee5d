local greeting = "world"

function envoy_on_response(handle)
  handle:headers():replace("hello", greeting)
end
