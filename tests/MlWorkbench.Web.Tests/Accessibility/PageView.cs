using Microsoft.Playwright;

namespace MlWorkbench.Web.Tests.Accessibility;

/// <summary>A page with content, as people see it.</summary>
/// <param name="Page">The routable component. Null for a page without one, such as a shared report.</param>
/// <param name="Name">The view's name in the output of the test.</param>
/// <param name="Url">Its address.</param>
/// <param name="Shows">A selector of an element that appears with the content.</param>
/// <param name="Open">Opens the view's dialog, menu or form.</param>
internal sealed record PageView(Type? Page, string Name, Func<AccessibleWorld, string> Url, string Shows, Func<IPage, Task>? Open = null);
