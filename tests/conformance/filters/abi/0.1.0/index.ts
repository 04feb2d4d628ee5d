// Built for the ABI that asconfig.json beside this file says.
import "../filter";
