/** Ten of the filters in one module: each registers a root context of its own. */
import "./configured";
import "./headers10";
import "./body";
import "./log";
import "./http-call";
import "./verify-jwt";
import "./pick-json";
import "./routes";
import "./replace";
import "./limiter";
