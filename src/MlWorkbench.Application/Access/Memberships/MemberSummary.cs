namespace MlWorkbench.Application.Access.Memberships;

/// <summary>A person with access to a project.</summary>
/// <param name="IsOwn">Whether the role is a membership. If false, it comes from the role of the account.</param>
public sealed record MemberSummary(Guid UserId, string Name, string Email, UserRole Role, bool IsOwn);
