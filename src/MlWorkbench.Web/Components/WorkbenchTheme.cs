using MudBlazor;

namespace MlWorkbench.Web.Components;

/// <summary>The site's theme. <c>css/app.css</c> repeats the colours as variables for pages without MudBlazor.</summary>
internal static class WorkbenchTheme
{
    /// <summary>Text on the bright colours of the dark theme.</summary>
    private const string OnBright = "#0D1116";

    private static readonly string[] Font = ["Inter", "system-ui", "-apple-system", "Segoe UI", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0F766E",
            PrimaryContrastText = "#FFFFFF",
            Secondary = "#475569",
            Info = "#0369A1",
            Success = "#15803D",
            Warning = "#A34A07",
            Error = "#B91C1C",
            Background = "#FFFFFF",
            Surface = "#FFFFFF",
            BackgroundGray = "#F6F7F8",
            TextPrimary = "#18202A",
            TextSecondary = "#5A6675",
            ActionDefault = "#5A6675",
            LinesDefault = "#E1E5EA",
            LinesInputs = "#B8C0CA",
            TableLines = "#E1E5EA",
            Divider = "#E1E5EA",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#2DD4BF",
            PrimaryContrastText = "#04201D",
            Secondary = "#94A3B8",
            SecondaryContrastText = OnBright,
            Info = "#38BDF8",
            InfoContrastText = OnBright,
            Success = "#4ADE80",
            SuccessContrastText = OnBright,
            Warning = "#FBBF24",
            WarningContrastText = OnBright,
            Error = "#F87171",
            ErrorContrastText = OnBright,
            Background = "#12161C",
            Surface = "#181D24",
            BackgroundGray = "#0D1116",
            TextPrimary = "#E6EAF0",
            TextSecondary = "#98A4B3",
            ActionDefault = "#98A4B3",
            LinesDefault = "#2A323D",
            LinesInputs = "#46515F",
            TableLines = "#2A323D",
            Divider = "#2A323D",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, FontSize = "0.875rem", LineHeight = "1.45" },
            Button = new ButtonTypography { FontFamily = Font, FontSize = "0.8125rem", FontWeight = "550", TextTransform = "none", LetterSpacing = "0" },
            Body1 = new Body1Typography { FontFamily = Font, FontSize = "0.875rem" },
            Body2 = new Body2Typography { FontFamily = Font, FontSize = "0.8125rem" },
            Subtitle1 = new Subtitle1Typography { FontFamily = Font, FontSize = "0.875rem" },
        },
        Shadows = new Shadow(),
    };
}
