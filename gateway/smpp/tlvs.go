package smpp

// Tag is the tag of a TLV (SMPP 5.0 4.8).
type Tag uint16

const (
	TagDestAddrSubunit            Tag = 0x0005 // dest_addr_subunit
	TagDestNetworkType            Tag = 0x0006 // dest_network_type
	TagDestBearerType             Tag = 0x0007 // dest_bearer_type
	TagDestTelematicsID           Tag = 0x0008 // dest_telematics_id
	TagSourceAddrSubunit          Tag = 0x000D // source_addr_subunit
	TagSourceNetworkType          Tag = 0x000E // source_network_type
	TagSourceBearerType           Tag = 0x000F // source_bearer_type
	TagSourceTelematicsID         Tag = 0x0010 // source_telematics_id
	TagQOSTimeToLive              Tag = 0x0017 // qos_time_to_live
	TagPayloadType                Tag = 0x0019 // payload_type
	TagAdditionalStatusInfoText   Tag = 0x001D // additional_status_info_text
	TagReceiptedMessageID         Tag = 0x001E // receipted_message_id
	TagMSMsgWaitFacilities        Tag = 0x0030 // ms_msg_wait_facilities
	TagPrivacyIndicator           Tag = 0x0201 // privacy_indicator
	TagSourceSubaddress           Tag = 0x0202 // source_subaddress
	TagDestSubaddress             Tag = 0x0203 // dest_subaddress
	TagUserMessageReference       Tag = 0x0204 // user_message_reference
	TagUserResponseCode           Tag = 0x0205 // user_response_code
	TagSourcePort                 Tag = 0x020A // source_port
	TagDestinationPort            Tag = 0x020B // destination_port
	TagSARMsgRefNum               Tag = 0x020C // sar_msg_ref_num
	TagLanguageIndicator          Tag = 0x020D // language_indicator
	TagSARTotalSegments           Tag = 0x020E // sar_total_segments
	TagSARSegmentSeqnum           Tag = 0x020F // sar_segment_seqnum
	TagSCInterfaceVersion         Tag = 0x0210 // sc_interface_version
	TagCallbackNumPresInd         Tag = 0x0302 // callback_num_pres_ind
	TagCallbackNumATag            Tag = 0x0303 // callback_num_atag
	TagNumberOfMessages           Tag = 0x0304 // number_of_messages
	TagCallbackNum                Tag = 0x0381 // callback_num
	TagDPFResult                  Tag = 0x0420 // dpf_result
	TagSetDPF                     Tag = 0x0421 // set_dpf
	TagMSAvailabilityStatus       Tag = 0x0422 // ms_availability_status
	TagNetworkErrorCode           Tag = 0x0423 // network_error_code
	TagMessagePayload             Tag = 0x0424 // message_payload
	TagDeliveryFailureReason      Tag = 0x0425 // delivery_failure_reason
	TagMoreMessagesToSend         Tag = 0x0426 // more_messages_to_send
	TagMessageState               Tag = 0x0427 // message_state
	TagCongestionState            Tag = 0x0428 // congestion_state
	TagUSSDServiceOp              Tag = 0x0501 // ussd_service_op
	TagBroadcastChannelIndicator  Tag = 0x0600 // broadcast_channel_indicator
	TagBroadcastContentType       Tag = 0x0601 // broadcast_content_type
	TagBroadcastContentTypeInfo   Tag = 0x0602 // broadcast_content_type_info
	TagBroadcastMessageClass      Tag = 0x0603 // broadcast_message_class
	TagBroadcastRepNum            Tag = 0x0604 // broadcast_rep_num
	TagBroadcastFrequencyInterval Tag = 0x0605 // broadcast_frequency_interval
	TagBroadcastAreaIdentifier    Tag = 0x0606 // broadcast_area_identifier
	TagBroadcastErrorStatus       Tag = 0x0607 // broadcast_error_status
	TagBroadcastAreaSuccess       Tag = 0x0608 // broadcast_area_success
	TagBroadcastEndTime           Tag = 0x0609 // broadcast_end_time
	TagBroadcastServiceGroup      Tag = 0x060A // broadcast_service_group
	TagBillingIdentification      Tag = 0x060B // billing_identification
	TagSourceNetworkID            Tag = 0x060D // source_network_id
	TagDestNetworkID              Tag = 0x060E // dest_network_id
	TagSourceNodeID               Tag = 0x060F // source_node_id
	TagDestNodeID                 Tag = 0x0610 // dest_node_id
	TagDestAddrNPResolution       Tag = 0x0611 // dest_addr_np_resolution
	TagDestAddrNPInformation      Tag = 0x0612 // dest_addr_np_information
	TagDestAddrNPCountry          Tag = 0x0613 // dest_addr_np_country
	TagDisplayTime                Tag = 0x1201 // display_time
	TagSmsSignal                  Tag = 0x1203 // sms_signal
	TagMSValidity                 Tag = 0x1204 // ms_validity
	TagAlertOnMessageDelivery     Tag = 0x130C // alert_on_message_delivery
	TagITSReplyType               Tag = 0x1380 // its_reply_type
	TagITSSessionInfo             Tag = 0x1383 // its_session_info
)

// tlvRows is the table of TLVs; sizes are octets of the value.
var tlvRows = []TLVInfo{
	{Tag: TagDestAddrSubunit, Name: "dest_addr_subunit", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "addr_subunit", Values: "0 unknown (default); 1 phone display; 2 mobile equipment; 3 smart card (SIM); 4 external unit; others reserved", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitMulti, SubmitSM}},
	{Tag: TagDestNetworkType, Name: "dest_network_type", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "network_type", In: []CommandID{DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM}},
	{Tag: TagDestBearerType, Name: "dest_bearer_type", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "bearer_type", In: []CommandID{DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM}},
	{Tag: TagDestTelematicsID, Name: "dest_telematics_id", Introduced: "3.4", Min: 2, Max: 2, Value: ValueInt, Values: "5.0: first octet = GSM protocol id, second octet reserved; 3.4: undefined", In: []CommandID{DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM}},
	{Tag: TagSourceAddrSubunit, Name: "source_addr_subunit", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "addr_subunit", Values: "as dest_addr_subunit", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitMulti, SubmitSM}},
	{Tag: TagSourceNetworkType, Name: "source_network_type", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "network_type", In: []CommandID{DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM}},
	{Tag: TagSourceBearerType, Name: "source_bearer_type", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "bearer_type", In: []CommandID{DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM}},
	{Tag: TagSourceTelematicsID, Name: "source_telematics_id", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Values: "as dest_telematics_id", Note: "1 octet in every version; some peers send 2, like dest_telematics_id", In: []CommandID{DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM}},
	{Tag: TagQOSTimeToLive, Name: "qos_time_to_live", Introduced: "3.4", Min: 4, Max: 4, Value: ValueInt, Values: "seconds to keep an undelivered message", Note: "5.0: it goes before validity_period; 3.4 says nothing", In: []CommandID{DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM}},
	{Tag: TagPayloadType, Name: "payload_type", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "payload_type", Values: "0 default (WDP for WAP); 1 WCMP; others reserved", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagAdditionalStatusInfoText, Name: "additional_status_info_text", Introduced: "3.4", Min: 1, Max: 256, Value: ValueCString, Values: "free ASCII text explaining the status", Note: "with or without a final NUL", In: []CommandID{DataSMResp, DeliverSMResp, SubmitMultiResp, SubmitSMResp}, In34: []CommandID{DataSMResp}},
	{Tag: TagReceiptedMessageID, Name: "receipted_message_id", Introduced: "3.4", Min: 1, Max: 65, Value: ValueCString, Values: "id of the message the receipt is about", Note: "with or without a final NUL; it goes before the id in the text of a receipt", In: []CommandID{DataSM, DeliverSM}},
	{Tag: TagMSMsgWaitFacilities, Name: "ms_msg_wait_facilities", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Values: "bit 7: 1 switch indicator on, 0 off; bits 1-0: 00 voicemail, 01 fax, 10 e-mail, 11 other", In: []CommandID{DataSM, SubmitMulti, SubmitSM}},
	{Tag: TagPrivacyIndicator, Name: "privacy_indicator", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "privacy_indicator", Values: "0 not restricted (default); 1 restricted; 2 confidential; 3 secret", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagSourceSubaddress, Name: "source_subaddress", Introduced: "3.4", Min: 2, Max: 23, Value: ValueOctets, Values: "first octet type: 0x80 NSAP even, 0x88 NSAP odd, 0xA0 user specified (0x01,0x02 reserved); rest up to 22 octets", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagDestSubaddress, Name: "dest_subaddress", Introduced: "3.4", Min: 2, Max: 23, Value: ValueOctets, Values: "as source_subaddress", Note: "3.4 and 5.0 list it for submit_multi and also say that it is not supported there", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagUserMessageReference, Name: "user_message_reference", Introduced: "3.4", Min: 2, Max: 2, Value: ValueInt, Values: "reference chosen by the sender, any value", Note: "5.0: in broadcast commands it stands in for message_id, which is then empty", In: []CommandID{BroadcastSM, CancelBroadcastSM, DataSM, DeliverSM, QueryBroadcastSM, QueryBroadcastSMResp, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagUserResponseCode, Name: "user_response_code", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Values: "0-255 on CDMA, 0-15 on TDMA; application specific", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitSM}},
	{Tag: TagSourcePort, Name: "source_port", Introduced: "3.4", Min: 2, Max: 2, Value: ValueInt, Values: "application port 0-65535", Note: "not together with a user data header that has ports", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagDestinationPort, Name: "destination_port", Introduced: "3.4", Min: 2, Max: 2, Value: ValueInt, Values: "application port 0-65535", Note: "5.0 names it dest_port; not together with a user data header that has ports", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagSARMsgRefNum, Name: "sar_msg_ref_num", Introduced: "3.4", Min: 2, Max: 2, Value: ValueInt, Values: "same value in all parts of one message", Note: "all three sar_ TLVs or none; not together with a user data header", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagLanguageIndicator, Name: "language_indicator", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "language_indicator", Values: "0 unspecified (default); 1 English; 2 French; 3 Spanish; 4 German; 5 Portuguese; others per CMT-136", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagSARTotalSegments, Name: "sar_total_segments", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Values: "1-255", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagSARSegmentSeqnum, Name: "sar_segment_seqnum", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Values: "1-255, first part is 1", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagSCInterfaceVersion, Name: "sc_interface_version", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Values: "0x00-0x33 = 3.3 or older; 0x34 = 3.4; 0x50 = 5.0", Note: "never to a peer that bound with less than 0x34; without it the message centre takes no TLVs", In: []CommandID{BindReceiverResp, BindTransceiverResp, BindTransmitterResp}},
	{Tag: TagCallbackNumPresInd, Name: "callback_num_pres_ind", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Repeats: true, Values: "bits 3-2: 00 allowed, 01 restricted, 10 number not available; bits 1-0: 00 user, not screened, 01 user, passed, 10 user, failed, 11 network", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitMulti, SubmitSM}},
	{Tag: TagCallbackNumATag, Name: "callback_num_atag", Introduced: "3.4", Min: 1, Max: 65, Value: ValueOctets, Repeats: true, Values: "first octet = data_coding, rest = text", Note: "its smallest size is inferred", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitMulti, SubmitSM}},
	{Tag: TagNumberOfMessages, Name: "number_of_messages", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Values: "0-99; others reserved", In: []CommandID{DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitSM}},
	{Tag: TagCallbackNum, Name: "callback_num", Introduced: "3.4", Min: 4, Max: 19, Value: ValueOctets, Repeats: true, Values: "octet 1: 0 DTMF/TBCD digits, 1 ASCII digits; octet 2 TON; octet 3 NPI; rest digits", In: []CommandID{BroadcastSM, DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagDPFResult, Name: "dpf_result", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "dpf_result", Values: "0 flag not set; 1 flag set; absent means not set", In: []CommandID{DataSM, DataSMResp, DeliverSM, SubmitMultiResp, SubmitSMResp}, In34: []CommandID{DataSMResp}},
	{Tag: TagSetDPF, Name: "set_dpf", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "set_dpf", Values: "0 do not request; 1 request delivery-pending flag (default)", In: []CommandID{DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM}},
	{Tag: TagMSAvailabilityStatus, Name: "ms_availability_status", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "ms_availability_status", Values: "0 available (default); 1 denied; 2 unavailable", In: []CommandID{AlertNotification}},
	{Tag: TagNetworkErrorCode, Name: "network_error_code", Introduced: "3.4", Min: 3, Max: 3, Value: ValueOctets, Values: "octet 1 network: 3.4: 1 ANSI-136, 2 IS-95, 3 GSM; 5.0: 1 ANSI-136 access denied, 2 IS-95 access denied, 3 GSM, 4 ANSI-136 cause, 5 IS-95 cause, 6 ANSI-41 error, 7 SMPP error, 8 message-centre specific; octets 2-3 error code big-endian", Note: "3.4 has the networks 1 to 3 only, and 5.0 reads 1 and 2 as reasons for a denied access", In: []CommandID{DataSM, DataSMResp, DeliverSM, DeliverSMResp, SubmitMultiResp, SubmitSMResp}, In34: []CommandID{DataSM, DataSMResp, DeliverSM}},
	{Tag: TagMessagePayload, Name: "message_payload", Introduced: "3.4", Min: 0, Max: 65535, Value: ValueOctets, Values: "user data; length limit is set by the message centre", Note: "sm_length is 0 beside it; both at once: 3.4 rules it out, in 5.0 the payload counts", In: []CommandID{BroadcastSM, DataSM, DeliverSM, ReplaceSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagDeliveryFailureReason, Name: "delivery_failure_reason", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "delivery_failure_reason", Values: "0 destination unavailable; 1 destination invalid; 2 permanent network error; 3 temporary network error; absent on success", In: []CommandID{DataSMResp, DeliverSMResp, SubmitMultiResp, SubmitSMResp}, In34: []CommandID{DataSMResp}},
	{Tag: TagMoreMessagesToSend, Name: "more_messages_to_send", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "more_messages_to_send", Values: "0 none follow; 1 more follow", Note: "3.4 and 5.0 call 1 the default; an absent TLV does not mean it", In: []CommandID{DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitSM}},
	{Tag: TagMessageState, Name: "message_state", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "message_state", Note: "where the text of a receipt says something else, this counts", In: []CommandID{DataSM, DeliverSM, QueryBroadcastSMResp}, In34: []CommandID{DataSM, DeliverSM}},
	{Tag: TagCongestionState, Name: "congestion_state", Introduced: "5.0", Min: 1, Max: 1, Value: ValueInt, Enum: "congestion_state", Values: "0 idle; 1-29 low; 30-49 medium; 50-79 high; 80-90 optimum; 90-99 nearing congestion; 100 congested; others reserved", Note: "90 stands in two ranges of the specification; here it nears congestion", In: []CommandID{BindReceiverResp, BindTransceiverResp, BindTransmitterResp, BroadcastSMResp, CancelBroadcastSMResp, CancelSMResp, DataSMResp, DeliverSMResp, EnquireLinkResp, GenericNack, QueryBroadcastSMResp, QuerySMResp, ReplaceSMResp, SubmitMultiResp, SubmitSMResp, UnbindResp}},
	{Tag: TagUSSDServiceOp, Name: "ussd_service_op", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "ussd_service_op", Values: "0 PSSD indication; 1 PSSR indication; 2 USSR request; 3 USSN request; 16 PSSD response; 17 PSSR response; 18 USSR confirm; 19 USSN confirm; 4-15 and 20-31 reserved; 32-255 vendor", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{SubmitSM}},
	{Tag: TagBroadcastChannelIndicator, Name: "broadcast_channel_indicator", Introduced: "5.0", Min: 1, Max: 1, Value: ValueInt, Enum: "broadcast_channel_indicator", Values: "0 basic (default); 1 extended", In: []CommandID{BroadcastSM}},
	{Tag: TagBroadcastContentType, Name: "broadcast_content_type", Introduced: "5.0", Min: 3, Max: 3, Value: ValueOctets, In: []CommandID{BroadcastSM, CancelBroadcastSM}},
	{Tag: TagBroadcastContentTypeInfo, Name: "broadcast_content_type_info", Introduced: "5.0", Min: 1, Max: 255, Value: ValueOctets, Values: "free form", In: []CommandID{BroadcastSM}},
	{Tag: TagBroadcastMessageClass, Name: "broadcast_message_class", Introduced: "5.0", Min: 1, Max: 1, Value: ValueInt, Enum: "broadcast_message_class", Values: "0 none (default); 1 class 1; 2 class 2; 3 class 3 (terminal equipment)", Note: "the specification prints 2 for class 1 as well; 1 is meant", In: []CommandID{BroadcastSM}},
	{Tag: TagBroadcastRepNum, Name: "broadcast_rep_num", Introduced: "5.0", Min: 2, Max: 2, Value: ValueInt, Values: "number of repeats; 0 = endless or derived from validity and interval", Note: "left out at priority 1 by its own description, although the table calls it mandatory", In: []CommandID{BroadcastSM}},
	{Tag: TagBroadcastFrequencyInterval, Name: "broadcast_frequency_interval", Introduced: "5.0", Min: 3, Max: 3, Value: ValueOctets, Values: "octet 1 unit: 0 as often as possible, 8 s, 9 min, 10 h, 11 d, 12 weeks, 13 months, 14 years; octets 2-3 count", In: []CommandID{BroadcastSM}},
	{Tag: TagBroadcastAreaIdentifier, Name: "broadcast_area_identifier", Introduced: "5.0", Min: 1, Max: 101, Value: ValueOctets, Repeats: true, Values: "octet 1 format: 0 name, 1 ellipsoid arc, 2 polygon; then up to 100 octets", Note: "named failed_broadcast_area_identifier in broadcast_sm_resp; its largest size is inferred", In: []CommandID{BroadcastSM, BroadcastSMResp, QueryBroadcastSMResp}},
	{Tag: TagBroadcastErrorStatus, Name: "broadcast_error_status", Introduced: "5.0", Min: 4, Max: 4, Value: ValueInt, Repeats: true, Enum: "command_status", Values: "a command_status value, one per failed area", In: []CommandID{BroadcastSMResp}},
	{Tag: TagBroadcastAreaSuccess, Name: "broadcast_area_success", Introduced: "5.0", Min: 1, Max: 1, Value: ValueInt, Repeats: true, Enum: "broadcast_area_success", Values: "0-100 percent; 255 not available", In: []CommandID{QueryBroadcastSMResp}},
	{Tag: TagBroadcastEndTime, Name: "broadcast_end_time", Introduced: "5.0", Min: 16, Max: 17, Value: ValueCString, Values: "absolute UTC time", Note: "16 octets by its own table, 17 as a C-octet string with its NUL", In: []CommandID{QueryBroadcastSMResp}},
	{Tag: TagBroadcastServiceGroup, Name: "broadcast_service_group", Introduced: "5.0", Min: 1, Max: 255, Value: ValueOctets, Values: "free form", In: []CommandID{BroadcastSM}},
	{Tag: TagBillingIdentification, Name: "billing_identification", Introduced: "5.0", Min: 1, Max: 1024, Value: ValueOctets, Values: "octet 1: 0x00-0x7F reserved, 0x80-0xFF vendor format; rest data", In: []CommandID{DataSM, SubmitMulti, SubmitSM}},
	{Tag: TagSourceNetworkID, Name: "source_network_id", Introduced: "5.0", Min: 7, Max: 65, Value: ValueCString, Values: "\"1\"+MCC+MNC for GSM; \"2\"+MCC+SID for TDMA/CDMA; \"3\"+MCC+address kind (1 IP, 2 name, 3 E.164, 4 X.212)+address for ESME operators", Note: "goes with source_node_id", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagDestNetworkID, Name: "dest_network_id", Introduced: "5.0", Min: 7, Max: 65, Value: ValueCString, Values: "as source_network_id", Note: "goes with dest_node_id", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagSourceNodeID, Name: "source_node_id", Introduced: "5.0", Min: 6, Max: 6, Value: ValueOctets, Digits: true, Values: "6 decimal digits", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagDestNodeID, Name: "dest_node_id", Introduced: "5.0", Min: 6, Max: 6, Value: ValueOctets, Digits: true, Values: "6 decimal digits", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagDestAddrNPResolution, Name: "dest_addr_np_resolution", Introduced: "5.0", Min: 1, Max: 1, Value: ValueInt, Enum: "np_resolution", Values: "0 no portability query done (default); 1 done, not ported; 2 done, ported (then the two other np TLVs must be present)", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagDestAddrNPInformation, Name: "dest_addr_np_information", Introduced: "5.0", Min: 10, Max: 10, Value: ValueOctets, Digits: true, Values: "10-digit routing number", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagDestAddrNPCountry, Name: "dest_addr_np_country", Introduced: "5.0", Min: 1, Max: 5, Value: ValueOctets, Values: "country code", Note: "the specification calls 1 to 5 octets an integer", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}},
	{Tag: TagDisplayTime, Name: "display_time", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "display_time", Values: "0 temporary; 1 default (default); 2 invoke", In: []CommandID{BroadcastSM, DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitMulti, SubmitSM}},
	{Tag: TagSmsSignal, Name: "sms_signal", Introduced: "3.4", Min: 2, Max: 2, Value: ValueInt, Values: "per CMT-136", In: []CommandID{BroadcastSM, DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitMulti, SubmitSM}},
	{Tag: TagMSValidity, Name: "ms_validity", Introduced: "3.4", Min: 1, Max: 4, Max34: 1, Differs: true, Value: ValueOctets, Enum: "ms_validity", Values: "octet 1: 0 store forever (default), 1 until power down, 2 until registration area changes, 3 display only, 4 (5.0) relative time in octets 2-4; octet 2 unit: 0 s, 1 min, 2 h, 3 d, 4 weeks, 5 months, 6 years; octets 3-4 count", Note: "5.0: 1 octet, or 4 for a relative period", In: []CommandID{BroadcastSM, DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitMulti, SubmitSM}},
	{Tag: TagAlertOnMessageDelivery, Name: "alert_on_message_delivery", Introduced: "3.4", Min: 0, Max: 1, Max34: 0, Differs: true, Value: ValueInt, Enum: "alert_on_message_delivery", Values: "empty = default alert; 5.0 values: 0 default, 1 low, 2 medium, 3 high priority", Note: "some peers send 1 octet in 3.4 too", In: []CommandID{BroadcastSM, DataSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitMulti, SubmitSM}},
	{Tag: TagITSReplyType, Name: "its_reply_type", Introduced: "3.4", Min: 1, Max: 1, Value: ValueInt, Enum: "its_reply_type", Values: "0 digit; 1 number; 2 phone number; 3 password; 4 character line; 5 menu; 6 date; 7 time; 8 continue", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, SubmitSM}},
	{Tag: TagITSSessionInfo, Name: "its_session_info", Introduced: "3.4", Min: 2, Max: 2, Value: ValueOctets, Values: "octet 1 session number; octet 2 bits 7-1 dialogue sequence, bit 0 end of session", In: []CommandID{DataSM, DeliverSM, SubmitMulti, SubmitSM}, In34: []CommandID{DataSM, DeliverSM, SubmitSM}},
}

// requiredTLV is a TLV that a 5.0 request must have.
type requiredTLV struct {
	In     CommandID
	Tag    Tag
	Unless Tag   // not when this one is there; 0: always
	Field  Field // not when this field has the value Is
	Is     uint32
}

// requiredTLVs is the table of mandatory TLVs (SMPP 5.0 4.2.2, 4.4.1). A receipt
// needs no text; broadcast_rep_num is left out at priority 1 by its own
// description (4.8.4.13).
var requiredTLVs = []requiredTLV{
	{In: DataSM, Tag: TagMessagePayload, Unless: TagReceiptedMessageID},
	{In: BroadcastSM, Tag: TagBroadcastAreaIdentifier},
	{In: BroadcastSM, Tag: TagBroadcastContentType},
	{In: BroadcastSM, Tag: TagBroadcastRepNum, Field: FieldPriorityFlag, Is: 1},
	{In: BroadcastSM, Tag: TagBroadcastFrequencyInterval},
}
