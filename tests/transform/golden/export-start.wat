;; new: export _start
