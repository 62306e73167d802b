/**
 * The manifest that `codemod bulk init` writes: valid as it stands, and also when every commented setting (`#` directly in front of
 * it) is uncommented.
 */
export function manifestTemplate(): string {
  return `# Which repositories a campaign is about, and how their changes are offered.
# All but "repositories" may be left out. Remove the # in front of what you need.
# Look at what would change:  codemod bulk plan <name> --repos repos.yaml
# The form of this file:      codex-codemod/repos.schema.json

repositories:
  # Any address that git takes. Two spellings of one repository are one.
  - url: https://github.com/your-organisation/your-repository
  #- url: git@gitlab.com:acme/web.git
    #base: develop             # the branch to change; else the one that HEAD names
    #wave: 1                   # published in the first wave
    #groups: [frontend]
    #params: { table: orders } # over those of the campaign
    #files: { exclude: [legacy/] }
  # Repositories of this machine, bare or not.
  #- glob: ../services/*
  # All of an organisation or user (github, gitea) or group (gitlab); forks and archived ones are left out.
  #- github: acme
    #topic: python
    #file: pyproject.toml      # those that have it
    #exclude: ["old-*"]

# Never these: github.com/acme/name or the end of it after a slash, with * and **.
#exclude: ["acme/sandbox-*"]

# The first wave takes 5 repositories, the second 50, the third the rest.
#waves:
  #sizes: [5, 50]
  #waitForChecks: true
  #checksWithin: 7200000       # milliseconds; stops by itself when they are pending longer; the default
  # More of a wave than this may not fail, nor of a host (of ten at least) in publish, sync, merge, close and undo.
  #stopAt: 0.2                 # stops by itself when more than a fifth fails; the default

#publish:
  #labels: [codemod]
  #reviewers: [acme/platform]
  #codeowners: true            # asks the owners of the changed files too
  #draft: true
  #shard: directory            # a pull request for each top folder; or owner (CODEOWNERS); else one
  #onHumanCommit: on-top       # does what was approved on top of a person's commit; else it stops
  #onClosed: open-new          # a new one in place of one that a person closed; else it stays closed
  #sign: true                  # with your own gpg or ssh key, as your git is set up

# Tokens are never written here: only the environment variable that holds one.
# github.com, gitlab.com and codeberg.org: GITHUB_TOKEN or GH_TOKEN, GITLAB_TOKEN, GITEA_TOKEN.
#hosts:
  #git.example.org:
    #forge: gitlab             # github, gitlab or gitea (Forgejo too)
    #token: EXAMPLE_TOKEN
    #user: oauth2              # the name that git sends with it; this is the default of gitlab
    #aliases: [git.example.org:8443] # other names of the same host
    #pace: { perMinute: 30, hours: "08:00-18:00", days: [mon, tue, wed, thu, fri] }
  #"localhost:3000":
    #allowHttp: true           # for this machine alone

# Milliseconds and MiB for a repository, bytes for all clones, files in a repository.
#limits: { deadline: 600000, memory: 2048, cache: 21474836480, files: 200000 }

# Who the commits are by; else the user.name and user.email of your own git.
#identity: { name: Codemod Bot, email: codemod@example.org }
`;
}
