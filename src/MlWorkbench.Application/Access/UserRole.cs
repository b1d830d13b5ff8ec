using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Access;

/// <summary>Role of a person. <see cref="Permissions"/> lists its rights.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UserRole>))]
public enum UserRole
{
    Viewer,
    Analyst,
    Approver,
    Operator,
    Admin,
}
