# shellcheck shell=bash
# The slot's volume follows the slot from instance to instance. It is taken away by force from nobody but an instance that is gone.

volume_wait_seconds="${KAFKA_NODE_VOLUME_SECONDS:-600}"

attach_volume() {
  local deadline=$((SECONDS + volume_wait_seconds)) holder='' holder_state=''
  until attached_here; do
    holder="$(volume '.Attachments[0].InstanceId // ""')"
    if [[ -z "$holder" ]]; then
      # Somebody else may be quicker, or the volume still on its way out: the next look says.
      aws_call attach ec2 attach-volume --volume-id "$VOLUME_ID" --instance-id "$instance_id" --device /dev/sdf ||
        say "volume $VOLUME_ID is not attached yet: $(last_line "$private/attach.error")"
    elif [[ "$holder" != "$instance_id" ]]; then
      holder_state="$(state_of "$holder")"
      if [[ "$holder_state" == terminated ]]; then
        say "volume $VOLUME_ID is still attached to $holder, which is terminated: taken away"
        aws_call detach ec2 detach-volume --volume-id "$VOLUME_ID" --instance-id "$holder" --force ||
          say "volume $VOLUME_ID is not detached yet: $(last_line "$private/detach.error")"
      fi
    fi
    ((SECONDS < deadline)) || fail 1 "volume $VOLUME_ID did not come within $volume_wait_seconds s${holder:+; it is attached to $holder${holder_state:+, which is $holder_state}: terminate that instance}"
    sleep 1
  done
  device="$root/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${VOLUME_ID/-/}"
  until [[ -e "$device" ]]; do
    ((SECONDS < deadline)) || fail 1 "volume $VOLUME_ID is attached and ${device#"$root"} does not appear"
    sleep 1
  done
}

attached_here() {
  must_call "volume $VOLUME_ID cannot be looked at" volume ec2 describe-volumes --volume-ids "$VOLUME_ID"
  [[ "$(volume '.AvailabilityZone')" == "$zone_name" ]] ||
    fail 3 "volume $VOLUME_ID is in zone $(volume '.AvailabilityZone') and this instance in $zone_name; a volume cannot leave its zone"
  [[ "$(volume '.Attachments[0] | .InstanceId + " " + .State')" == "$instance_id attached" ]]
}

# An instance that AWS does not know any more has been terminated for an hour.
state_of() {
  if aws_call holder ec2 describe-instances --instance-ids "$1"; then
    jq -r '.Reservations[0].Instances[0].State.Name // "terminated"' "$private/holder"
  elif grep -q InvalidInstanceID.NotFound "$private/holder.error"; then
    echo terminated
  else
    echo unknown
  fi
}

volume() { jq -r ".Volumes[0] | $1" "$private/volume"; }

volume_tag() { jq -r --arg tag "kafka-steward:$1" '[.Volumes[0].Tags[]? | select(.Key == $tag).Value][0] // ""' "$private/volume"; }

mount_volume() {
  local found
  mkdir -p "$data"
  if ! mountpoint -q "$data"; then
    # Status 2: nothing that blkid knows is on it.
    found="$(blkid -p -s TYPE -s PTTYPE -o value "$device")" || [[ $? -eq 2 ]] || fail 1 "blkid cannot read volume $VOLUME_ID"
    case "$found" in
      xfs) ;;
      '')
        refuse_lost_data
        say "volume $VOLUME_ID is new: making a file system"
        mkfs.xfs -q -L kafka "$device" || fail 1 "no file system could be made on volume $VOLUME_ID"
        ;;
      *) fail 3 "volume $VOLUME_ID holds ${found//$'\n'/ } and not XFS: it is not a volume of this cluster" ;;
    esac
    mount -t xfs -o noatime,nosuid,nodev,noexec "$device" "$data" || fail 1 "volume $VOLUME_ID cannot be mounted; look at it with xfs_repair -n"
  fi
}

# A volume may be made larger at any time; its file system follows with the next start, and a node with less room still serves.
grow_file_system() {
  xfs_growfs "$data" >"$private/growth" 2>&1 || say "the file system of volume $VOLUME_ID does not grow: $(last_line "$private/growth")"
  if grep -q '^data blocks changed' "$private/growth"; then say "volume $VOLUME_ID has grown, and its file system with it"; fi
}

# A slot that has been formatted has data. If its volume is empty now, starting with nothing is for a person to decide.
refuse_lost_data() {
  [[ -z "$(volume_tag formatted)" || "$(volume_tag may-be-empty)" == yes ]] ||
    fail 3 "volume $VOLUME_ID was formatted before and is empty now; if node $NODE_ID may start with nothing and copy from the others, tag the volume kafka-steward:may-be-empty=yes"
}
