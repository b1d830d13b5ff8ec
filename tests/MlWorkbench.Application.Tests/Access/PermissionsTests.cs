using MlWorkbench.Application.Access;

namespace MlWorkbench.Application.Tests.Access;

public sealed class PermissionsTests
{
    /// <summary>The whole matrix: V(iewer) A(nalyst) P(Approver) O(perator) D(Admin).</summary>
    public static TheoryData<Permission, string> Matrix => new()
    {
        { Permission.Read, "VAPOD" },
        { Permission.ManageDatasets, "APD" },
        { Permission.RunExperiments, "APD" },
        { Permission.ManageModels, "APD" },
        { Permission.Approve, "PD" },
        { Permission.Predict, "APOD" },
        { Permission.Monitor, "APOD" },
        { Permission.Share, "APD" },
        { Permission.Operate, "OD" },
        { Permission.Administer, "D" },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Allows_EveryRole_AsTheMatrixSays(Permission permission, string roles)
    {
        var letters = new Dictionary<UserRole, char> { [UserRole.Guest] = 'G', [UserRole.Viewer] = 'V', [UserRole.Analyst] = 'A', [UserRole.Approver] = 'P', [UserRole.Operator] = 'O', [UserRole.Admin] = 'D' };

        foreach (var role in Enum.GetValues<UserRole>())
        {
            Assert.Equal(roles.Contains(letters[role], StringComparison.Ordinal), Permissions.Allows(role, permission));
        }
    }

    [Fact]
    public void Matrix_NamesEveryPermission() =>
        Assert.Equal(Enum.GetValues<Permission>().Order(), Matrix.Select(row => row.Data.Item1).Order());

    [Fact]
    public void Require_ScopeThatTheRoleLacks_IsStillRefused()
    {
        var actor = new Actor(Guid.NewGuid(), "Vic", UserRole.Viewer) { Scopes = new HashSet<Permission> { Permission.Administer } };

        Assert.False(actor.May(Permission.Administer));
        Assert.Equal("forbidden", Assert.Throws<WorkbenchException>(() => actor.Require(Permission.Administer, "see the users")).Code);
    }

    [Fact]
    public void Require_RoleAllowsButScopeIsMissing_NamesTheScope()
    {
        var actor = new Actor(Guid.NewGuid(), "Ada", UserRole.Admin) { Scopes = new HashSet<Permission> { Permission.Read } };

        var refusal = Assert.Throws<WorkbenchException>(() => actor.Require(Permission.Predict, "predict"));

        Assert.Equal("scope_missing", refusal.Code);
        Assert.Contains("Predict", refusal.Message, StringComparison.Ordinal);
    }
}
