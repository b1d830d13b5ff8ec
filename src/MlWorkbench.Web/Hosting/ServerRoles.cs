namespace MlWorkbench.Web.Hosting;

/// <summary>The work of one process. The setting <c>Roles</c> chooses it; without the setting, a process does all of it.</summary>
[Flags]
internal enum ServerRoles
{
    None = 0,

    /// <summary>Serves pages, the API and predictions.</summary>
    Web = 1,

    /// <summary>Runs jobs.</summary>
    Worker = 2,

    All = Web | Worker,
}
