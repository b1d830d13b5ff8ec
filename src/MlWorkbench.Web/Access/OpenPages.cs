using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;

namespace MlWorkbench.Web.Access;

/// <summary>Counts the pages connected to this server, per person and in total.</summary>
public sealed class OpenPages(IOptions<LimitOptions> limits)
{
    private readonly PersonSlots _connections = new();
    private readonly Lock _gate = new();

    public int Total => _connections.Total;

    public int CountOf(Guid person) => _connections.CountOf(person);

    /// <summary>The reason why the person cannot open another page now. Null if they can.</summary>
    public string? FindRefusal(ClaimsPrincipal user)
    {
        var (mine, all) = (limits.Value.Pages, limits.Value.PagesInTotal);
        if (_connections.CountOf(PersonOf(user)) >= mine)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"You have {mine} pages open, the maximum per person. Close one and reload this page. (The limit is {LimitOptions.Section}:{nameof(LimitOptions.Pages)}.)");
        }

        return _connections.Total >= all
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{all} pages are open, the maximum for all people together. Try again in one minute. (The limit is {LimitOptions.Section}:{nameof(LimitOptions.PagesInTotal)}.)")
            : null;
    }

    /// <summary>Counts a page that has connected.</summary>
    /// <exception cref="WorkbenchException">The person, or all people together, have reached the limit of open pages.</exception>
    public void Add(ClaimsPrincipal user)
    {
        lock (_gate)
        {
            if (FindRefusal(user) is { } refusal)
            {
                throw new WorkbenchException(ErrorKind.TooMany, "limit_reached", refusal);
            }

            _connections.TryTake(PersonOf(user), limits.Value.Pages);
        }
    }

    public void Remove(ClaimsPrincipal user) => _connections.Release(PersonOf(user));

    /// <summary>Pages before sign-in count as one person's.</summary>
    private static Guid PersonOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : Guid.Empty;
}
