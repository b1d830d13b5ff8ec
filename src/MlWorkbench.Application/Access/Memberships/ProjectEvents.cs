using MlWorkbench.Application.Events;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Access.Memberships;

/// <summary>Changes of projects and their members.</summary>
internal static class ProjectEvents
{
    public static EventSubject Of(Project project) => new("project", project.Id, project.Name);

    public sealed record Created(string Title) : WorkbenchChange("project.created")
    {
        public override string Describe() => Title;
    }

    public sealed record Renamed(string Before, string After) : WorkbenchChange("project.renamed")
    {
        public override string Describe() => $"'{Before}' is now '{After}'";
    }

    public sealed record Archived() : WorkbenchChange("project.archived");

    public sealed record Restored() : WorkbenchChange("project.restored");

    /// <param name="Before">The role before. Null for a new member.</param>
    public sealed record MemberSet(string Email, UserRole? Before, UserRole Role) : WorkbenchChange("project.memberSet")
    {
        public override string Describe() => Before is null ? $"{Email} is {Role}" : $"{Email}: {Before} to {Role}";
    }

    public sealed record MemberRemoved(string Email) : WorkbenchChange("project.memberRemoved")
    {
        public override string Describe() => Email;
    }
}
