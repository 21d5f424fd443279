// The wallboard in English.

export default {
  "title": "Wallboard",
  "full": "Full screen",
  "workspace": "Workspace",
  "tiles": "All calls",
  "employees": "Employees",
  "tile.now": "Calls now",
  "tile.waiting": "Waiting",
  "tile.answered": "Answered today",
  "tile.lost": "Lost today",
  "tile.talking": "{talking} talking",
  "tile.longest": "longest {time}",
  "tile.out": "outgoing {all}, reached {reached}",
  "tile.share": "{percent} % of all",
  "does.free": "free",
  "does.rings": "rings",
  "does.talks": "talks",
  "does.holds": "holds",
  "does.consults": "consults",
  "employee.answered": "answered",
  "employee.lost": "lost",
};
