// The same filter, in a folder whose asconfig.json has no transform.
import "../filters/http-call";
