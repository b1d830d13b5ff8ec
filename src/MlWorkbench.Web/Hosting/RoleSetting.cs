using MlWorkbench.Application;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Web.Hosting;

/// <summary>Reads the setting <c>Roles</c>.</summary>
internal static class RoleSetting
{
    private const string Key = "Roles";

    /// <exception cref="WorkbenchException">The setting names no known role, or the database does not allow it.</exception>
    public static ServerRoles Read(IConfiguration configuration)
    {
        var written = configuration[Key];
        if (string.IsNullOrWhiteSpace(written))
        {
            return ServerRoles.All;
        }

        var roles = written.Split(',', StringSplitOptions.TrimEntries).Aggregate(ServerRoles.None, (known, name) => known | RoleOf(name));
        var storage = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        return roles == ServerRoles.All || !storage.IsFile ? roles : throw WorkbenchException.Invalid("roles_need_server",
            $"{Key} is '{written}', but a SQLite file has one process with all roles. Remove the setting, or set Storage:Provider to postgresql.");
    }

    private static ServerRoles RoleOf(string name) => name.ToUpperInvariant() switch
    {
        "WEB" => ServerRoles.Web,
        "WORKER" => ServerRoles.Worker,
        _ => throw WorkbenchException.Invalid("roles_unknown", $"{Key} names '{name}', which is not a role. Use web, worker, or web,worker."),
    };
}
