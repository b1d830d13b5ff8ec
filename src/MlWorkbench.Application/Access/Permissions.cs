namespace MlWorkbench.Application.Access;

/// <summary>The table of roles and their permissions.</summary>
public static class Permissions
{
    private static readonly Dictionary<UserRole, HashSet<Permission>> Table = new()
    {
        [UserRole.Viewer] = [Permission.Read],
        [UserRole.Analyst] = [Permission.Read, Permission.ManageDatasets, Permission.RunExperiments, Permission.ManageModels, Permission.Predict, Permission.Monitor, Permission.Share],
        [UserRole.Approver] = [Permission.Read, Permission.ManageDatasets, Permission.RunExperiments, Permission.ManageModels, Permission.Predict, Permission.Monitor, Permission.Share, Permission.Approve],
        [UserRole.Operator] = [Permission.Read, Permission.Predict, Permission.Monitor, Permission.Operate],
        [UserRole.Admin] = [.. Enum.GetValues<Permission>()],
    };

    public static bool Allows(UserRole role, Permission permission) => Table[role].Contains(permission);
}
