/** A FilterDeployment with everything that wasme read. */
export const FILTER_DEPLOYMENT = `apiVersion: wasme.io/v1
kind: FilterDeployment
metadata:
  name: myfilter
  namespace: bookinfo
spec:
  filter:
    id: hello
    image: registry.example/me/add-header:v0.1
    config:
      '@type': type.googleapis.com/google.protobuf.StringValue
      value: '{"name":"hello"}'
    rootID: add_header
    imagePullOptions:
      pullSecret: regcred
      plainHttp: true
    patchContext: inbound
  deployment:
    istio:
      kind: Deployment
      istioNamespace: istio-system
      labels:
        app: productpage
`;

/** An EnvoyFilter of Istio 1.5's time. */
export const ENVOY_FILTER = `apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata:
  name: old
spec:
  workloadLabels:
    app: web
  configPatches:
    - applyTo: HTTP_FILTER
      match:
        context: SIDECAR_INBOUND
        listener:
          filterChain:
            filter:
              name: envoy.http_connection_manager
      patch:
        operation: INSERT_BEFORE
        value:
          name: envoy.filters.http.wasm
          config:
            config:
              name: hello
              rootId: add_header
              configuration: world
              vmConfig:
                runtime: envoy.wasm.runtime.wavm
                code:
                  local:
                    filename: /var/lib/hello.wasm
`;
