using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlWorkbench.Web.Api;

/// <summary>Describes why a request could not be read, without the type names in the framework's messages.</summary>
internal static partial class RequestRefusal
{
    public static string Describe(BadHttpRequestException refusal)
    {
        if (Unusable().Match(refusal.Message) is { Success: true } unusable)
        {
            return $"'{Name(unusable)}' cannot be '{unusable.Groups["value"].Value}'.";
        }

        if (Missing().Match(refusal.Message) is { Success: true } missing)
        {
            return missing.Groups["source"].Value == "body" ? "The request has no body, and this operation needs one." : $"'{Name(missing)}' is missing.";
        }

        return Typed().Replace(refusal.Message, match => $"'{Name(match)}'");
    }

    private static string Name(Match match) => JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value);

    [GeneratedRegex("""^Failed to bind parameter "[^"]* (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Unusable();

    [GeneratedRegex("""^Required parameter "[^"]* (?<name>\w+)" was not provided from (?<source>.+)\.$""")]
    private static partial Regex Missing();

    [GeneratedRegex(@"""[^""]* (?<name>\w+)""")]
    private static partial Regex Typed();
}
