/** What `countersign help` prints. The README of this folder says the same at more length. */
export const HELP = `Countersign on the command line: the same decisions as the workbench, on a data folder of its own.

  countersign import FILE --kind KIND [--map FILE] [--dry-run] [--zone ZONE] [--source NAME]
                          [--encoding NAME] [--sheet NAME] [--conflicts skip|here|file]
      KIND is any record kind, for CSV and Excel; or “itop” for a folder or file of XML; or “servicenow-incidents”.
  countersign list KIND [--where 'field=value'] [--sort field] [--limit N] [--columns a,b] [--archived]
      Conditions: = != ~ (contains) > < (dates) >= <= (numbers); “owner=” is empty; “state=draft,closed” is either.
      “--sort field:desc” goes downwards.
  countersign show ID          one record, by id, number (CHG-12) or external id
  countersign history ID       what happened to it
  countersign explain ID       what you can do with it now, and what is missing for the rest
  countersign do COMMAND ID [--input JSON] [--seen DIGEST]
      COMMAND is “changes.submit”, or “submit”. “changes.create” takes no ID. DIGEST is what “show --json” gives: an
      approval counts for the content that was seen.
  countersign export KIND --to FILE.csv|FILE.xlsx [--where …] [--sort …] [--columns a,b] [--archived]
  countersign serve [--port N] [--host H] [--tenant NAME]
      Serves devices and the web edition, at 127.0.0.1:4600 unless told otherwise, until it is stopped. With DATABASE_URL
      in the environment it works on that PostgreSQL (15 or later), as any number of others may; else on the data folder.
      NAME is what the first tenant of an empty database is called.
  countersign tenant [list] · countersign tenant create NAME
      The tenants of that database; a new one comes with the code to found it. Works beside servers on PostgreSQL.
  countersign invite --email ADDRESS [--tenant NAME]    a code for a person who is there already
  countersign audit verify [--tenant NAME]    proves each log and its records, or names the first line that is wrong
  countersign help · countersign --version

  --data DIR    the data folder; without it, this platform's place for Countersign's data
  --as PERSON   who acts: id, e-mail or name; without it, the administrator that the folder was begun with
  --name NAME   for a new data folder: the name of that administrator; without it, your account's name
  --json        one JSON document on stdout, whatever happens; without it, text for people

Only the result goes to stdout. Notes, refusals and errors go to stderr.

Exit codes
   0  done
   1  refused, or an audit found something wrong: every reason is on stderr
   2  the command line is not understood
   3  there is no such record, person or file
   4  the file cannot be read, or some of its rows were refused (the good ones are in)
   5  the data folder, the database or the port is in use, or cannot be read or written
  70  a mistake in Countersign
 143  stopped by a signal; what was stored stays
`;
