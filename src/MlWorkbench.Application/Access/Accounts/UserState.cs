using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>State of an account.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UserState>))]
public enum UserState
{
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>The person has not chosen a password yet.</summary>
    [JsonStringEnumMemberName("invited")]
    Invited,

    [JsonStringEnumMemberName("disabled")]
    Disabled,
}
