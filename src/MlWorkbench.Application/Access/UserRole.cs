using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Access;

/// <summary>Role of a person in a project. <see cref="Permissions"/> lists its rights. The role of the account is the one in the default project.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UserRole>))]
public enum UserRole
{
    /// <summary>No rights in the default project. Such a person sees only the projects that they are a member of.</summary>
    Guest,
    Viewer,
    Analyst,
    Approver,
    Operator,
    Admin,
}
