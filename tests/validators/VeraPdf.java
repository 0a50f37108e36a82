import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Reference;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Holds PDFs against veraPDF's rules: each pair of arguments is a flavour (2u, 3u, ua1) and a file.
 *
 * Prints a line for each file that was held against a flavour, `PASS 2u name checks` or `FAIL …`, and below a failure a
 * line for each rule that it breaks. The engine stands in a jar that lacks what reads its rules from XML; so they are
 * read here.
 */
public class VeraPdf {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int at = 0; at + 1 < arguments.length; at += 2) {
      PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[at]);
      File file = new File(arguments[at + 1]);
      try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
        ValidationProfile profile = profile(flavour, arguments[at]);
        ValidationResult result =
            Foundries.defaultInstance().createValidator(profile, -1, false, true, false).validate(parser);
        String verdict = result.isCompliant() ? "PASS" : "FAIL";
        System.out.println(verdict + " " + arguments[at] + " " + file.getName() + " " + result.getTotalAssertions());
        Map<String, Integer> times = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
          if (assertion.getStatus() == TestAssertion.Status.FAILED) {
            String clause = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
            String said = clause + " " + assertion.getMessage().replaceAll("\\s+", " ");
            if (times.merge(said, 1, Integer::sum) == 1) {
              System.out.println("  " + said + " @ " + assertion.getLocation().getContext());
            }
          }
        }
      }
    }
  }

  private static ValidationProfile profile(PDFAFlavour flavour, String id) throws Exception {
    String name = id.startsWith("ua") ? "PDFUA-" + id.substring(2) : "PDFA-" + id.toUpperCase();
    Element root;
    try (InputStream xml = PDFAFlavour.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      root = factory.newDocumentBuilder().parse(xml).getDocumentElement();
    }
    Set<Rule> rules = new LinkedHashSet<>();
    for (Element rule : children(child(root, "rules"), "rule")) {
      rules.add(rule(rule));
    }
    Set<Variable> variables = new LinkedHashSet<>();
    for (Element variable : children(child(root, "variables"), "variable")) {
      variables.add(
          Profiles.variableFromValues(
              variable.getAttribute("name"),
              variable.getAttribute("object"),
              text(variable, "defaultValue"),
              text(variable, "value")));
    }
    return Profiles.profileFromValues(
        flavour, Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
  }

  private static Rule rule(Element rule) {
    Element id = child(rule, "id");
    PDFAFlavour.Specification specification =
        PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
    List<ErrorArgument> arguments = new ArrayList<>();
    Element error = child(rule, "error");
    for (Element argument : children(child(error, "arguments"), "argument")) {
      String name = argument.getAttribute("name");
      arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name.isEmpty() ? null : name, null));
    }
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(
            specification, id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
        rule.getAttribute("object"),
        rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
        rule.getAttribute("tags"),
        text(rule, "description"),
        text(rule, "test"),
        Profiles.errorFromValues(text(error, "message"), arguments),
        new ArrayList<Reference>());
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element && name.equals(node.getLocalName())) {
        found.add((Element) node);
      }
    }
    return found;
  }

  private static Element child(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? null : found.get(0);
  }

  private static String text(Element parent, String name) {
    Element found = child(parent, name);
    return found == null ? "" : found.getTextContent().trim();
  }
}
