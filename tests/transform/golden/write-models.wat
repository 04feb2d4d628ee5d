;; new: model/Settings#sdkFrom
