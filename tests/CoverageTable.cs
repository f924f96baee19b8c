#:property PublishAot=false
#:property TreatWarningsAsErrors=false
// Prints how much of each project and of the least covered files the tests ran, from Cobertura files: dotnet run CoverageTable.cs FILE...
using System.Globalization;
using System.Xml.Linq;

const int Least = 15;

// A line counts as run when any of the test projects ran it.
var lines = new Dictionary<(string File, int Line), bool>();
foreach (var report in args.Select(path => XDocument.Load(path)))
{
    var source = report.Descendants("source").Select(element => element.Value).FirstOrDefault() ?? "";
    foreach (var type in report.Descendants("class"))
    {
        var file = Path.Combine(source, (string)type.Attribute("filename")!).Replace('\\', '/');
        var at = file.LastIndexOf("/src/", StringComparison.Ordinal);
        if (at < 0 || file.Contains("/obj/", StringComparison.Ordinal)) continue;
        foreach (var line in type.Descendants("line"))
        {
            var key = (file[(at + 1)..], (int)line.Attribute("number")!);
            lines[key] = lines.GetValueOrDefault(key) || (long)line.Attribute("hits")! > 0;
        }
    }
}
if (lines.Count == 0)
{
    Console.Error.WriteLine("No line of src/ is in these files.");
    return 1;
}
Console.WriteLine($"{"lines",7} {"run",7} {"",7}");
foreach (var project in lines.GroupBy(pair => pair.Key.File.Split('/')[1]).OrderBy(project => project.Key, StringComparer.Ordinal)) Print(project.Key, project);
Print("together", lines);
Console.WriteLine($"\nThe {Least} least covered files:");
foreach (var file in lines.GroupBy(pair => pair.Key.File).OrderBy(Share).ThenByDescending(file => file.Count()).Take(Least)) Print(file.Key, file);
return 0;

static double Share(IEnumerable<KeyValuePair<(string, int), bool>> lines) => lines.Average(line => line.Value ? 1.0 : 0);

static void Print(string name, IEnumerable<KeyValuePair<(string, int), bool>> lines) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines.Count(),7} {lines.Count(line => line.Value),7} {100 * Share(lines),6:0.0}% {name}"));
