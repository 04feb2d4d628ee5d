;; new: model/Settings#sdkFrom
;; new: model/Settings#sdkFrom~anonymous|0
;; new: model/Settings#sdkRead
