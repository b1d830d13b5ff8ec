namespace MlWorkbench.Application.Access.Memberships;

/// <summary>A project as lists show it.</summary>
/// <param name="Name">The project's part of addresses.</param>
/// <param name="Role">The reader's role in the project.</param>
/// <param name="Members">Number of people with a role of their own in the project. Null for the default project, which all people but guests see.</param>
public sealed record ProjectSummary(string Name, string Title, UserRole Role, int? Members, DateTime? ArchivedAt, bool IsDefault);
