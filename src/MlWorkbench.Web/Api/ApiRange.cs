using MlWorkbench.Application;

namespace MlWorkbench.Web.Api;

/// <summary>Checks the limit and the offset of a query.</summary>
internal static class ApiRange
{
    /// <exception cref="WorkbenchException">The limit is below 1 or above <paramref name="most"/>.</exception>
    public static int Limit(int? limit, int without, int most) => limit is < 1 || limit > most
        ? throw new WorkbenchException(ErrorKind.Malformed, "limit_invalid", $"The limit is {limit}; it must be 1 to {most}.")
        : limit ?? without;

    /// <exception cref="WorkbenchException">The offset is negative.</exception>
    public static int Offset(int? offset) => offset is < 0
        ? throw new WorkbenchException(ErrorKind.Malformed, "offset_invalid", $"The offset is {offset}; it must be 0 or more.")
        : offset ?? 0;
}
