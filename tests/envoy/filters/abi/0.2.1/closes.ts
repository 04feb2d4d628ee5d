// Built for the ABI that this folder's asconfig.json names.
import "../closes";
