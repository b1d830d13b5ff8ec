using Microsoft.Playwright;

namespace MlWorkbench.Web.Tests.Accessibility;

/// <summary>A page as a person meets it, with content.</summary>
/// <param name="Page">The routable component; null for what is not one, such as a shared report.</param>
/// <param name="Name">Of the view, in the output of the test.</param>
/// <param name="Url">Its address.</param>
/// <param name="Shows">A selector of what is there once the content has come.</param>
/// <param name="Open">Opens what the view is about: a dialog, a menu, a form.</param>
internal sealed record PageView(Type? Page, string Name, Func<AccessibleWorld, string> Url, string Shows, Func<IPage, Task>? Open = null);
