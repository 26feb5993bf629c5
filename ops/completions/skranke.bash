# Completion for bash; written by tools/manual.ts, not by hand.
_skranke() {
  local word=${COMP_WORDS[COMP_CWORD]} command='' longer words i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    longer="${command:+$command }${COMP_WORDS[i]}"
    case $longer in
      'check'|'ask'|'cpr'|'cpr check'|'policy'|'policy list'|'policy show'|'policy lint'|'policy compile'|'policy verify'|'policy diff'|'bench'|'bench check'|'witness'|'witness check'|'witness patterns'|'register'|'register import'|'register generate'|'register seal'|'register show'|'register stats'|'questions'|'questions simulate'|'questions count'|'questions feasible'|'questions ask'|'verifier'|'cpr-direkte'|'cpr-direkte change-password'|'stand-in'|'stand-in cpr-direkte'|'serve'|'messages'|'handovers'|'keys'|'keys rotate-records'|'keys rotate-master'|'keys retire-master'|'retention'|'staff'|'staff add'|'staff list'|'staff invite'|'staff disable'|'backup'|'restore'|'migrate'|'audit'|'audit verify'|'audit export'|'audit prove'|'audit take-in'|'audit key'|'log-witness'|'log-witness serve'|'log-witness key'|'mrz') command=$longer ;;
    esac
  done
  case $command in
    '') words='check ask cpr policy bench witness register questions verifier cpr-direkte stand-in serve messages handovers keys retention staff backup restore migrate audit log-witness mrz --help --version --home --config' ;;
    'check') words='--help --jsonl --advice --next --date --version --lang' ;;
    'ask') words='--help --date --centre --lang' ;;
    'cpr') words='check --help' ;;
    'cpr check') words='--help --jsonl' ;;
    'policy') words='list show lint compile verify diff --help' ;;
    'policy list') words='--help' ;;
    'policy show') words='--help --version --date --format --lang --public-url' ;;
    'policy lint') words='--help' ;;
    'policy compile') words='--help' ;;
    'policy verify') words='--help' ;;
    'policy diff') words='--help --against --lang --html' ;;
    'bench') words='check --help' ;;
    'bench check') words='--help --rounds' ;;
    'witness') words='check patterns --help' ;;
    'witness check') words='--help --jsonl' ;;
    'witness patterns') words='--help --database --json --since' ;;
    'register') words='import generate seal show stats --help' ;;
    'register import') words='--help --database --keys --strict --replace --progress --no-progress --quarantine' ;;
    'register generate') words='--help --persons --seed --out' ;;
    'register seal') words='--help --database --keys --progress --no-progress' ;;
    'register show') words='--help --database --keys --format --with-protected-address' ;;
    'register stats') words='--help --database --format' ;;
    'questions') words='simulate count feasible ask --help' ;;
    'questions simulate') words='--help --persons --seed --lives --mode --shown --date --policy --format --plot' ;;
    'questions count') words='--help --database --keys --policy' ;;
    'questions feasible') words='--help --shown --case --socket' ;;
    'questions ask') words='--help --shown --case --socket --lang' ;;
    'verifier') words='--help --register --keys --database --socket --policy --user --peer' ;;
    'cpr-direkte') words='change-password --help' ;;
    'cpr-direkte change-password') words='--help --settings --new-password-file' ;;
    'stand-in') words='cpr-direkte --help' ;;
    'stand-in cpr-direkte') words='--help --register --database --keys --listen --fault --certificate --key --certificate-out --name' ;;
    'serve') words='--help --listen --database --threads --desk-listen --keys --retention --log-name --staff --desk-url --staff-broker --broker --public-url --trusted-proxies --limit-loopback --metrics-from --leave-after --log-format --access-log --sample-percent --verifier --smtp --smtp-user --smtp-password-file --smtp-ca --mail-from --mail-spool --sms-spool --message-pause --handover --handover-secret-file --handover-ca --post-spool --post-cvr --post-sender --handover-pause --log-witnesses --log-witness-quorum --log-witness-ca' ;;
    'messages') words='--help --database --retry' ;;
    'handovers') words='--help --database --retry' ;;
    'keys') words='rotate-records rotate-master retire-master --help' ;;
    'keys rotate-records') words='--help --keys' ;;
    'keys rotate-master') words='--help --keys --database --no-progress' ;;
    'keys retire-master') words='--help --keys --database --no-progress' ;;
    'retention') words='--help --retention --keys --database --dry-run' ;;
    'staff') words='add list invite disable --help' ;;
    'staff add') words='--help --database --keys --desk-url --centre --shown-name --role --trained-until --password-file --totp-key-file' ;;
    'staff list') words='--help --database --keys' ;;
    'staff invite') words='--help --database --keys --desk-url' ;;
    'staff disable') words='--help --database --keys' ;;
    'backup') words='--help --database --no-progress' ;;
    'restore') words='--help --database --no-progress' ;;
    'migrate') words='--help --no-progress' ;;
    'audit') words='verify export prove take-in key --help' ;;
    'audit verify') words='--help --database --no-progress --keys --key --seen --witness' ;;
    'audit export') words='--help --database --no-progress --out' ;;
    'audit prove') words='--help --database --no-progress' ;;
    'audit take-in') words='--help --database --no-progress --keys --log-name' ;;
    'audit key') words='--help --keys --log-name' ;;
    'log-witness') words='serve key --help' ;;
    'log-witness serve') words='--help --listen --state --keys --name --logs --metrics-from --trusted-proxies --log-format --access-log' ;;
    'log-witness key') words='--help --state' ;;
    'mrz') words='--help --date --jsonl --image' ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  [[ $word == -* ]] || mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
}
complete -o filenames -F _skranke skranke
