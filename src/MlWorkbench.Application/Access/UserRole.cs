using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Access;

/// <summary>What a person may do; see <see cref="Permissions"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UserRole>))]
public enum UserRole
{
    Viewer,
    Analyst,
    Approver,
    Operator,
    Admin,
}
