export declare function proxy_continue_request(): i32;
