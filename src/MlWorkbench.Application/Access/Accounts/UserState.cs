using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>Where an account is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UserState>))]
public enum UserState
{
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Has not chosen a password yet.</summary>
    [JsonStringEnumMemberName("invited")]
    Invited,

    [JsonStringEnumMemberName("disabled")]
    Disabled,
}
