using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Access.Tokens;

/// <summary>Changes of API tokens.</summary>
internal static class TokenEvents
{
    public static EventSubject Of(ApiToken token) => new("token", token.Id, token.Name);

    /// <param name="Scopes">Null for all rights of the owner's role.</param>
    /// <param name="Project">Name of the only project. Null for all projects of the owner.</param>
    public sealed record Issued(string Owner, string Email, string? Scopes, string? Project) : WorkbenchChange("token.issued")
    {
        public override string Describe() =>
            $"For {Owner} <{Email}>. {(Scopes is null ? "All rights of the role" : $"Scopes: {Scopes}")}{(Project is null ? "" : $". Project: {Project}")}";
    }

    public sealed record Revoked(string Owner, string Email) : WorkbenchChange("token.revoked")
    {
        public override string Describe() => $"Owner: {Owner} <{Email}>";
    }
}
