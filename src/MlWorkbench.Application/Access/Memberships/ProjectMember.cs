using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Access.Memberships;

/// <summary>A person's role in a project. The default project has no members: there, each person has the role of the account.</summary>
internal sealed class ProjectMember
{
    public Guid ProjectId { get; init; }

    public Project? Project { get; init; }

    public Guid UserId { get; init; }

    public User? User { get; init; }

    public UserRole Role { get; set; }
}
