// The same filter, in a folder whose asconfig.json has no transform.
import "../../../examples/add-header/assembly/index";
