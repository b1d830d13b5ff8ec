using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace MlWorkbench.Web.Components.Shared;

/// <summary>A relative time, with the exact time on hover.</summary>
public sealed partial class RelativeTime
{
    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired]
    public DateTime At { get; set; }

    private string Text
    {
        get
        {
            var age = Clock.GetUtcNow().UtcDateTime - At;
            return age.TotalSeconds switch
            {
                < 45 => "just now",
                < 3_600 => $"{Math.Max(1, Math.Round(age.TotalMinutes)):0} min ago",
                < 86_400 => $"{Math.Round(age.TotalHours):0} h ago",
                < 14 * 86_400 => $"{Math.Round(age.TotalDays):0} d ago",
                _ => At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            };
        }
    }
}
