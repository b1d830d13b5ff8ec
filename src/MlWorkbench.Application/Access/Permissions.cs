namespace MlWorkbench.Application.Access;

/// <summary>The table of roles and their permissions.</summary>
public static class Permissions
{
    private static readonly Dictionary<UserRole, HashSet<Permission>> Table = new()
    {
        [UserRole.Guest] = [],
        [UserRole.Viewer] = [Permission.Read],
        [UserRole.Analyst] = [Permission.Read, Permission.ManageDatasets, Permission.RunExperiments, Permission.ManageModels, Permission.Predict, Permission.Monitor, Permission.Share],
        [UserRole.Approver] = [Permission.Read, Permission.ManageDatasets, Permission.RunExperiments, Permission.ManageModels, Permission.Predict, Permission.Monitor, Permission.Share, Permission.Approve],
        [UserRole.Operator] = [Permission.Read, Permission.Predict, Permission.Monitor, Permission.Operate],
        [UserRole.Admin] = [.. Enum.GetValues<Permission>()],
    };

    public static bool Allows(UserRole role, Permission permission) => Table[role].Contains(permission);

    /// <summary>Whether the permission holds in an archived project, which is read-only and continues to predict.</summary>
    public static bool AllowsInArchive(Permission permission) => permission is Permission.Read or Permission.Predict or Permission.Administer;
}
